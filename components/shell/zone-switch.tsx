"use client";

import { Clock3 } from "lucide-react";
import { buttonClass } from "../ui/button";
import { useTicking } from "../ui/clock";
import { Menu, MenuRadioGroup } from "../ui/menu";
import { RunningClock, TimeZoneName } from "../ui/time";
import { formatTime, formatZone } from "../ui/time-format";
import { usePreferences } from "./preferences-provider";
import type { ZoneChoice } from "./preferences";

/** The running time and the one switch that decides in which zone every time of the console is printed. */
export function ZoneSwitch() {
  const { zone, setZone, zones } = usePreferences();
  const option = (value: ZoneChoice) => ({
    value,
    label: zoneName[value],
    hint: <ZoneHint timeZone={zones[value]} />,
  });
  return (
    <Menu
      align="end"
      className="w-64"
      trigger={
        <button type="button" className={buttonClass({ variant: "ghost" })}>
          <Clock3 aria-hidden="true" className="max-sm:hidden" />
          <span className="sr-only">Time zone: </span>
          <span className="flex items-baseline gap-1.5">
            <RunningClock className="font-medium text-fg" /> <TimeZoneName className="text-xs" />
          </span>
        </button>
      }
    >
      <MenuRadioGroup
        label="Show times in"
        value={zone}
        onValueChange={setZone}
        options={[option("stream"), option("utc"), option("mine")]}
      />
    </Menu>
  );
}

const zoneName: Record<ZoneChoice, string> = { stream: "Zone of the streams", utc: "UTC", mine: "My zone" };

function ZoneHint({ timeZone }: { timeZone: string }) {
  const text = useTicking((nowMs) => `${formatTime(nowMs, timeZone, "time", nowMs)} ${formatZone(nowMs, timeZone)}`);
  return (
    <span data-numeric>
      {timeZone === "UTC" ? "" : `${timeZone.replaceAll("_", " ")}, `}
      {text}
    </span>
  );
}
