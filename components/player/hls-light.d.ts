/** The light build ships without types of its own; it has the same interface less what it leaves out. */
declare module "hls.js/light" {
  export * from "hls.js";
  export { default } from "hls.js";
}
