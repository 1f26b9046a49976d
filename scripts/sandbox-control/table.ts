type Item = Record<string, unknown>;

/** A column: its title, and what it shows of an item; by default the field of the same name. */
export type Column = string | [title: string, show: (item: Item) => unknown];

/** Items as aligned columns under their titles; `none` where there are none. */
export function table(items: readonly Item[], columns: readonly Column[], none = "None."): string {
  if (items.length === 0) return none;
  const titles = columns.map((column) => (typeof column === "string" ? column : column[0]));
  const rows = items.map((item) =>
    columns.map((column) => cell(typeof column === "string" ? item[column] : column[1](item))),
  );
  return align([titles.map((title) => title.toUpperCase()), ...rows]);
}

/** An object as lines of name and value; what lies deeper is named with dots. */
export function pairs(item: Item): string {
  return align(flatten(item, ""));
}

/** The list under a name of an answer. */
export function list(answer: Item | null, name: string): Item[] {
  const value = answer?.[name];
  return Array.isArray(value) ? value.filter(isItem) : [];
}

export function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function flatten(item: Item, prefix: string): string[][] {
  return Object.entries(item).flatMap(([name, value]) =>
    isItem(value) ? flatten(value, `${prefix}${name}.`) : [[`${prefix}${name}`, cell(value)]],
  );
}

function align(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A value in a few characters. */
export function cell(value: unknown): string {
  if (value === undefined || value === null) return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : JSON.stringify(value);
}
