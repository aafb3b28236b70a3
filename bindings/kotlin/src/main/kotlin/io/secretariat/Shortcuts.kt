package io.secretariat

import java.nio.file.Path

/** Ways to name a source. */
public abstract class SourceShortcuts internal constructor() {
    /** A file on disk; it is read when the source is added, and its name is kept. */
    public fun file(path: String, group: String? = null, key: String? = null, order: Long = 0): Source =
        Source(path = path, group = group, key = key, order = order)

    /** A file on disk; it is read when the source is added, and its name is kept. */
    public fun file(path: Path, group: String? = null, key: String? = null, order: Long = 0): Source =
        file(path.toString(), group, key, order)

    /** The content of a file; its name, such as `contract.pdf`, is a hint at the format. */
    public fun bytes(name: String, data: ByteArray, group: String? = null, key: String? = null, order: Long = 0): Source =
        Source(bytes = data, name = name, group = group, key = key, order = order)

    /** A plain text with a name. */
    public fun text(name: String, text: String, group: String? = null, key: String? = null, order: Long = 0): Source =
        Source(text = text, name = name, group = group, key = key, order = order)
}

/** Ways to ask for a draft. */
public abstract class DraftRequestShortcuts internal constructor() {
    /** Asks for a reply to a message, in the words of the person who sends it. */
    public fun replyTo(message: DocumentId, saying: String? = null, toAll: Boolean = false): DraftRequest =
        DraftRequest(replyTo = message, say = saying, toAll = toAll)
}

/**
 * Returns the indices of the span in a document's canonical text: `text.substring(span.range(text))`.
 *
 * Spans count Unicode characters, strings count units of UTF-16. A span beyond the text ends with it.
 */
public fun Span.range(text: CharSequence): IntRange {
    val first = advance(text, 0, start)
    return first until advance(text, first, end - start)
}

/** Returns the words of a document's canonical text at this span. */
public fun Span.slice(text: CharSequence): String = text.substring(range(text))

private fun advance(text: CharSequence, from: Int, characters: Long): Int {
    var (at, left) = Pair(from, characters)
    while (left > 0 && at < text.length) {
        val pair = text[at].isHighSurrogate() && at + 1 < text.length && text[at + 1].isLowSurrogate()
        at += if (pair) 2 else 1
        left--
    }
    return at
}
