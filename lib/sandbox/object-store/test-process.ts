import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import type { Credentials } from "./admin";

export type StoreProcess = {
  child: ChildProcess;
  endpoint: string;
  port: number;
  keys: Credentials;
  /** The most memory the process ever held, in bytes. */
  peakMemory(): Promise<number>;
};

/** A store in a process of its own, with the bucket `recordings`, which can be killed and measured. */
export async function spawnStore(dataDir: string): Promise<StoreProcess> {
  const keys = { accessKey: "SPAWNED", secretKey: "secret of the spawned store" };
  const startModule = new URL("./start-object-store.ts", import.meta.url).href;
  const options = { host: "127.0.0.1", port: 0, dataDir };
  const program = `
    const { startObjectStore } = await import(${JSON.stringify(startModule)});
    const store = await startObjectStore({ ...${JSON.stringify(options)}, clock: () => new Date() });
    store.admin.ensureBucket("recordings", { region: "us-east-1" });
    store.admin.createAccessKey({ permission: "readWrite", credentials: ${JSON.stringify(keys)} });
    process.on("message", () => process.send(process.resourceUsage().maxRSS * 1024));
    console.log(store.endpoint);
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  if (!child.stdout) throw new Error("the store's process has no output");
  const [endpoint = ""]: string[] = await once(createInterface(child.stdout), "line");
  const peakMemory = async () => {
    child.send("memory");
    const [bytes = Number.NaN]: number[] = await once(child, "message");
    return bytes;
  };
  return { child, endpoint, port: Number(new URL(endpoint).port), keys, peakMemory };
}
