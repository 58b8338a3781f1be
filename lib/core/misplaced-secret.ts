/** What a text looks like that does not belong where it was pasted. */
export type SecretKind = 'aws-key-id' | 'aws-secret' | 'app-secret' | 'policy' | 'json';

const patterns: Readonly<Record<SecretKind, RegExp>> = {
  // Prefixes of AWS's unique ids (IAM user guide): long-term and temporary access keys.
  'aws-key-id': /^(?:AKIA|ASIA)[A-Z0-9]{16}$/,
  // 30 bytes in base64. In hex, as gateways' keys often are, it would lack one of the two cases.
  'aws-secret': /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[^0-9A-Fa-f])[A-Za-z0-9+/]{40}$/,
  // As the developer portal and Filestack's documentation show it: 16 bytes in base32.
  'app-secret': /^(?=.*[2-7])[A-Z2-7]{26}$/,
  // JSON in base64 begins so.
  policy: /^(?:eyJ|eyAi|ewog|ewoJ|ewoi)[A-Za-z0-9+/_-]{8,}={0,2}$/,
  json: /^\s*[{[][\s\S]*[}\]]\s*$/,
};

const kinds = ['aws-key-id', 'aws-secret', 'app-secret', 'policy', 'json'] as const;

/** Tells by its look what a text is that was pasted into a wrong field; undefined when it looks like nothing known. */
export function misplacedSecret(text: string): SecretKind | undefined {
  return kinds.find((kind) => patterns[kind].test(text));
}
