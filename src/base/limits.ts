/** The bound of every host: in bytes of a file and in UTF-16 units of a text. People write none that are larger. */
export const LARGEST_FILE = 1024 * 1024;

/** Why a file or a text beyond it is left alone, as the end of a sentence ("it is …"). */
export const TOO_LARGE = 'larger than 1 MB';
