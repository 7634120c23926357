export const DATABASE = 'fieldroom-recorder';

/** Can pieces of a recording wait in this browser? Where it does not list its databases (Firefox before 126), only opening the spool tells. */
export const isSpoolThere = async (): Promise<boolean> =>
  !('databases' in indexedDB) || (await indexedDB.databases()).some(({ name }) => name === DATABASE);
