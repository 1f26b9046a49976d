import { sql } from "drizzle-orm";
import { processServices } from "@/lib/context";

export const dynamic = "force-dynamic";

/** Whether the console can work: it answers and its database does. For launchers and balancers; tells nothing else. */
export async function GET(): Promise<Response> {
  const headers = { "Cache-Control": "no-store" };
  try {
    await processServices().db.execute(sql`select 1`);
    return Response.json({ status: "ok" }, { headers });
  } catch {
    return Response.json({ status: "unavailable" }, { status: 503, headers });
  }
}
