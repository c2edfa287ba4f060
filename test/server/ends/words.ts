/** What has the server under test end, or never come back, where a text holds it. */
export const HANGS = 'hangs while it is checked';
export const READING_HANGS = 'hangs while it is read';
export const CRASHES = 'crashes while it is checked';
