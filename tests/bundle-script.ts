import { build } from 'vite';

/** One classic script of a module and all that it imports, which leaves its exports in a global. */
export async function bundleScript(entry: string, globalName: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry, formats: ['iife'], name: globalName },
    },
  });
  const [output] = Array.isArray(built) ? built : [];
  const chunk = output?.output.find(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('nothing was bundled');
  return chunk.code;
}
