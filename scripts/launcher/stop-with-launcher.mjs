/**
 * Preloaded into Next, which knows nothing of a launcher: when the channel closes, because the launcher wants that or
 * because it died, the console finishes the requests it is answering and ends. Streams that stay open are cut after
 * two seconds.
 */
process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(0), 2000).unref();
});
