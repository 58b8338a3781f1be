/** What a policy allows, and the proof that the account's owner wrote it. */
export interface Security {
  readonly policy: string;
  readonly signature: string;
}
