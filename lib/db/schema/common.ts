import { timestamp } from "drizzle-orm/pg-core";

/** A point in time with time zone, microseconds kept by PostgreSQL. */
export const at = (name: string) => timestamp(name, { withTimezone: true });
