/** What `npm run gateway` serves on this computer when nothing else is set (server/config.ts). */
export const localGateway = {
  apiUrl: 'http://127.0.0.1:8080',
  apiKey: 'local-key',
  command: 'npm run gateway',
} as const;
