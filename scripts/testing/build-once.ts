import { launchInstallation, removeDataDir } from "./installation";

/** The first start builds the console: done once before the tests, so that each of them is about starting only. */
export default async function buildOnce(): Promise<void> {
  const installation = await launchInstallation();
  try {
    await installation.ready();
  } finally {
    await installation.stop();
    removeDataDir(installation.dataDir);
  }
}
