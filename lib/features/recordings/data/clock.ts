import { sql } from "drizzle-orm";

/** The database's clock, in milliseconds since 1970: the one clock that all processes share. */
export const databaseNowMs = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`;
