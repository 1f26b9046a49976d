import { openDataFolder } from "./launcher/data-folder";
import { checkPorts } from "./launcher/ports";
import { runPart } from "./launcher/report";
import { say } from "./launcher/say";
import { readSettings } from "./launcher/settings";
import { runSandbox } from "./run-sandbox";
import type { SandboxDetails } from "./sandbox-details";

/** `npm run sandbox`: the sandbox alone, for anyone with Agora code of their own to test. */
await runPart(async () => {
  const env = readSettings();
  const folder = openDataFolder(env.dataDir);
  await checkPorts(env.host, "npm run sandbox", [
    { setting: "SANDBOX_PORT", port: env.sandboxPort, what: "the sandbox" },
    { setting: "OBJECT_STORE_PORT", port: env.objectStorePort, what: "the sandbox's object store" },
  ]);
  const sandbox = await runSandbox({
    ...env,
    dataDir: folder.path,
    // At the default level a line for each request would bury what is printed here.
    logLevel: env.logLevel === "info" ? "warn" : env.logLevel,
  });
  folder.writePrivate("sandbox.json", `${JSON.stringify(sandbox.details, null, 2)}\n`);
  introduce(sandbox.details, folder.file("sandbox.json"));
  return {
    async stop() {
      await sandbox.close();
      folder.remove("sandbox.json");
      folder.release();
    },
  };
});

function introduce(details: SandboxDetails, file: string): void {
  const { baseUrl, controlUrl, appId, customerId, customerSecret, objectStore, notificationSecrets } = details;
  const acquire = JSON.stringify({ cname: "lobby", uid: "527841", clientRequest: {} });
  say(`The sandbox stands in for https://api.agora.io at ${baseUrl}

App ID               ${appId}
Customer ID          ${customerId}
Customer secret      ${customerSecret}
Object store         ${objectStore.endpoint}  bucket ${objectStore.bucket}  region ${objectStore.region}
  access key         ${objectStore.accessKey}
  secret key         ${objectStore.secretKey}
Notification secret  ${notificationSecrets.cloudRecording}  (Cloud Recording)
Control API          ${controlUrl}
All of this          ${file}

Try it:
curl -u ${customerId}:${customerSecret} -H 'content-type: application/json' \\
  -d '${acquire}' ${baseUrl}/v1/apps/${appId}/cloud_recording/acquire

Ctrl-C stops it.`);
}
