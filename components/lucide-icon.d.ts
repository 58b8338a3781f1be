/** Lucide has types for all its icons together; one at a time they keep builds and bundles small. */
declare module 'lucide/dist/esm/icons/*.mjs' {
  /** The shapes of an icon: the element's name and its attributes. */
  const shapes: readonly (readonly [string, Readonly<Record<string, string | number>>])[];
  export default shapes;
}
