/** Runs once in the console's process, before the first request is answered. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ guardIncomingRequests }, { env }] = await Promise.all([
    import("./lib/auth/incoming-requests"),
    import("./lib/env"),
  ]);
  guardIncomingRequests(env());
}
