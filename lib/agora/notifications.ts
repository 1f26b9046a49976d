/**
 * Agora's notifications (contract §5). In this order: verify the bytes as they came, parse, hand over.
 *
 * They are an aid, not the truth: they may be lost, doubled or out of order. `noticeId` tells repeats of one delivery,
 * `sid` with `sequence` orders the events of one recording.
 */
export { NotificationError, parseNotification, products } from "./notifications/parse";
export type { AgoraNotification, OtherNotice, RecordingNotice } from "./notifications/parse";
export { channelEventNames } from "./notifications/channel-events";
export type { ChannelEvent, ChannelEventName, ChannelNotice } from "./notifications/channel-events";
export { recordingEvents } from "./notifications/recording-details";
export type { RecordingEventDetails, RecordingEventName } from "./notifications/recording-details";
export { streamEventTypes } from "./notifications/stream-events";
export type { StreamEvent, StreamNotice } from "./notifications/stream-events";
export { signatureHeaders, signNotification, verifyNotification } from "./notifications/signature";
export type { SignatureCheck } from "./notifications/signature";
