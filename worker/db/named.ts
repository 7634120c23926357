import type { GetColumnData, SQL } from 'drizzle-orm';
import { getTableColumns, getTableName, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

type Named<T extends SQLiteTable> = {
  [K in keyof T['_']['columns']]: SQL.Aliased<GetColumnData<T['_']['columns'][K]>>;
};

/**
 * A table's columns, each selected under a name of its own ("members_name"). For joins inside `db.batch`: drizzle reads
 * D1's batch results as objects, and there two columns of one name ("id", "name") become one, silently.
 */
export function named<T extends SQLiteTable>(table: T): Named<T> {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => {
    const name = `${getTableName(table)}_${column.name}`;
    return [key, sql`${column}`.mapWith(column).as(name)];
  });
  return Object.fromEntries(columns) as Named<T>;
}
