import { expect, test } from 'vitest';
import { sealPrototype } from './seal-prototype.ts';

test('M19: what was put on every object is taken off it, and nothing can be put there any more', () => {
  const prototype = Object.create(Object.prototype, { own: { value: 1 } });
  const object: object = Object.create(prototype);
  prototype.path = 'evil/';
  expect(Reflect.get(object, 'path')).toBe('evil/');
  sealPrototype(prototype);
  expect(Reflect.get(object, 'path')).toBeUndefined();
  expect(Reflect.set(prototype, 'path', 'evil/')).toBe(false);
  expect(() => Object.assign(prototype, { policy: 'evil' })).toThrow(TypeError);
  expect(Reflect.get(object, 'own')).toBe(1);
});

test('objects themselves are as free as before', () => {
  const prototype = {};
  sealPrototype(prototype);
  const object: object = Object.create(prototype);
  expect(Object.assign(object, { toString: 1, path: 'mine/' })).toMatchObject({ toString: 1, path: 'mine/' });
});
