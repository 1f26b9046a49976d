import type { z } from "zod";
import type { StateDatabase } from "./database";

/** Single values that outlive a restart, by name, as JSON. Whoever keeps one owns its schema. */
export class Facts {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  /** What was kept under this name, or undefined for nothing and for what the schema does not accept. */
  read<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined {
    const row = this.#db.get("SELECT document FROM facts WHERE name = ?", name);
    return row && schema.safeParse(JSON.parse(String(row.document))).data;
  }

  write(name: string, value: unknown): void {
    this.#db.run(
      "INSERT INTO facts (name, document) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET document = excluded.document",
      name,
      JSON.stringify(value),
    );
  }

  forget(name: string): void {
    this.#db.run("DELETE FROM facts WHERE name = ?", name);
  }
}
