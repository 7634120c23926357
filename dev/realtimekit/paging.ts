import * as v from 'valibot';

const Count = v.pipe(v.string(), v.regex(/^[1-9]\d*$/), v.transform(Number));
/** The query fields of every list. */
export const PAGE = { page_no: v.optional(Count), per_page: v.optional(Count) };

/** Undocumented: as many as Cloudflare's examples show. */
const PER_PAGE = 20;

export interface Page<Item> {
  data: Item[];
  paging: { total_count: number; start_offset: number; end_offset: number };
}

/** One page of a list; offsets count from 1, as the service's do. */
export function pageOf<Item>(
  items: readonly Item[],
  query: { page_no?: number | undefined; per_page?: number | undefined },
): Page<Item> {
  const perPage = query.per_page ?? PER_PAGE;
  const start = ((query.page_no ?? 1) - 1) * perPage;
  const data = items.slice(start, start + perPage);
  return {
    data,
    paging: { total_count: items.length, start_offset: data.length ? start + 1 : 0, end_offset: start + data.length },
  };
}
