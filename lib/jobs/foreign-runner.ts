import type { Context } from "../context";
import { claimDueForeign } from "../features/recordings/data/foreign";
import { advanceForeign } from "../features/recordings/service/foreign/advance-foreign";

/** Ends foreign recordings whose stop was ordered, one step after the other, as long as any is due. */
export async function runForeign(ctx: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const claimed = await claimDueForeign(ctx.db);
    if (claimed === null) return;
    await advanceForeign(ctx, claimed.row, claimed.now);
  }
}
