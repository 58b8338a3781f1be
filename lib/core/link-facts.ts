/** What is known of a stored file when its link is copied. All of it but the link is foreign text. */
export interface LinkFacts {
  /** As `linkOf` gives it. */
  readonly url: string;
  readonly name: string;
  /** For people, such as "1.5 MB". */
  readonly size: string;
  readonly bytes: number;
  /** Media type. */
  readonly type: string;
  readonly handle: string;
  /** When its upload began, such as "2026-07-31". */
  readonly date: string;
}
