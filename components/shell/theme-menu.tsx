"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { buttonClass } from "../ui/button";
import { Menu, MenuRadioGroup } from "../ui/menu";
import { usePreferences } from "./preferences-provider";

/** Dark, light or as the system. */
export function ThemeMenu() {
  const { theme, setTheme } = usePreferences();
  return (
    <Menu
      align="end"
      className="min-w-40"
      trigger={
        <button
          type="button"
          aria-label="Theme"
          className={`${buttonClass({ variant: "ghost" })} w-8 px-0! coarse:min-w-11`}
        >
          {icons[theme]}
        </button>
      }
    >
      <MenuRadioGroup
        label="Theme"
        value={theme}
        onValueChange={setTheme}
        options={[
          { value: "dark", label: "Dark", icon: icons.dark },
          { value: "light", label: "Light", icon: icons.light },
          { value: "system", label: "System", icon: icons.system },
        ]}
      />
    </Menu>
  );
}

const icons = {
  dark: <Moon aria-hidden="true" />,
  light: <Sun aria-hidden="true" />,
  system: <Monitor aria-hidden="true" />,
};
