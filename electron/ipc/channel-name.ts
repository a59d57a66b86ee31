/** The only channel between a window and the engine. */
export const channelName = "keyferry";

/** Told by the preload script of each new document, so that the streams of the one before it end. */
export const openedName = "keyferry:opened";
