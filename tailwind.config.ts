import type { Config } from "tailwindcss";

/** Colours, radii and type come from the OKLCH tokens in `app/globals.css`; this file only names what Tailwind scans. */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  darkMode: ["selector", '[data-theme="dark"]'],
} satisfies Config;
