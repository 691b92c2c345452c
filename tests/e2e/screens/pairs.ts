// Pairwise: the fewest rows in which every two values of different columns meet. The same every time.
export type Row = number[];

/** Rows for columns with so many values each, greedily: each takes as many pairs as it can that are not there yet. */
export function pairwise(sizes: number[]): Row[] {
  const open = new Set<string>();
  const key = (a: number, x: number, b: number, y: number) => (a < b ? `${a}:${x} ${b}:${y}` : `${b}:${y} ${a}:${x}`);
  sizes.forEach((n, a) => sizes.forEach((m, b) => {
    if (a >= b) return;
    for (let x = 0; x < n; x += 1) for (let y = 0; y < m; y += 1) open.add(key(a, x, b, y));
  }));
  const rows: Row[] = [];
  while (open.size > 0) {
    // It begins with a pair that is open, so that each row closes one at least.
    const [first] = open;
    const begun = new Map(first.split(' ').map((part) => part.split(':').map(Number) as [number, number]));
    sizes.forEach((n, column) => {
      if (begun.has(column)) return;
      const gain = (value: number) => [...begun].filter(([c, v]) => open.has(key(c, v, column, value))).length;
      // Among equals the values take turns.
      const turn = rows.length % n;
      const values = Array.from({ length: n }, (_, i) => (i + turn) % n);
      begun.set(column, values.reduce((best, value) => (gain(value) > gain(best) ? value : best)));
    });
    const row = sizes.map((_, column) => begun.get(column) as number);
    row.forEach((x, a) => row.forEach((y, b) => a < b && open.delete(key(a, x, b, y))));
    rows.push(row);
  }
  return rows;
}
