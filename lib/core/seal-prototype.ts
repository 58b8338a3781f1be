/**
 * Takes what some script has put on every object off it again, and lets nothing more be put there: what a schema, a
 * record or a list of options does not have, it then has not by accident either. Called before anything else runs.
 */
export function sealPrototype(prototype: object = Object.prototype): void {
  // Its own names are none that a loop sees.
  for (const name of Object.keys(prototype)) Reflect.deleteProperty(prototype, name);
  Object.preventExtensions(prototype);
}
