/** Agora products that send notifications, each signed with a secret of its own. */
export const notificationProducts = ["rtc", "cloudRecording", "fls"] as const;
export type NotificationProduct = (typeof notificationProducts)[number];

/** Under which name a product's secret is kept. */
export const notificationSecretNames: Record<NotificationProduct, string> = {
  rtc: "notification.rtc",
  cloudRecording: "notification.cloudRecording",
  fls: "notification.fls",
};

/** Cookie that remembers which project the console shows. */
export const projectCookie = "tally-project";
