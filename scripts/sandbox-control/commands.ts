import { channelCommands } from "./channel-commands";
import type { Command } from "./command";
import { faultCommands } from "./fault-commands";
import { notificationCommands } from "./notification-commands";
import { peopleCommands } from "./people";
import { recordingCommands } from "./recordings";
import { streamCommands } from "./streams";
import { worldCommands } from "./world-commands";

/** Every command, by what it is about. */
export const groups: Record<string, readonly Command[]> = {
  "The sandbox": worldCommands,
  People: peopleCommands,
  Channels: channelCommands,
  Recordings: recordingCommands,
  "Live streams": streamCommands,
  Faults: faultCommands,
  Notifications: notificationCommands,
};

export const commands: readonly Command[] = Object.values(groups).flat();
