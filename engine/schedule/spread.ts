/** A number from 0 to 1 that depends on the id alone (32-bit FNV-1a), so that many do not do the same at once. */
export const spreadOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
};
