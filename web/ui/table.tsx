/* Below 720 px the rows are no longer laid out as a table, and Safari then forgets the roles: said once more. */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { ReactNode } from 'react';
import css from './table.module.css';

export interface Column<Row> {
  key: string;
  title: ReactNode;
  /** Hides the title from sight, not from screen readers. */
  untitled?: boolean;
  /** On a narrow screen the first column is the card's title; 'end' goes to the right edge of a wide one. */
  align?: 'start' | 'end';
  cell: (row: Row) => ReactNode;
}

/** For a link in a row: makes the whole row its target. */
export const rowLink = css.rowLink ?? '';

interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

/** Rows with hairlines between them. Below 720 px each row becomes a card; the roles keep it a table to screen readers. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table className={css.table} role="table">
      <caption className="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.key} role="columnheader" scope="col" data-align={column.align}>
              <span className={column.untitled ? 'unseen' : undefined}>{column.title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) => (
              <td key={column.key} role="cell" data-align={column.align}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
