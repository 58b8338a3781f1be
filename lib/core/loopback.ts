const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Whether a host is this very machine, so that plain http is no risk. */
export function isLoopback(hostname: string): boolean {
  return loopbackHosts.test(hostname);
}
