/** What a new Study asks its Participants to agree to, until its Researcher writes something better. */
export const DEFAULT_CONSENT = `Thank you for taking part in this research session.

During the session we talk with you by video and may ask you to try something out. The people of the research team are in the room; colleagues may watch as guests, and you always see how many.

If the session is recorded, your picture, your voice, what you write in the chat and the screen you share are part of the recording. Only members of the research team can watch it. They use it to understand and improve what they make, and delete it when it is no longer needed.

Taking part is up to you. You may leave out any question, stop at any time without giving a reason, and ask us later to delete your recording and your data.

By joining I agree to take part and to be recorded as described.`;
