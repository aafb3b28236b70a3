package io.secretariat

import com.google.gson.JsonElement
import com.google.gson.JsonParser
import java.math.BigDecimal
import java.time.DateTimeException
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.LocalTime

/**
 * A place in the JSON of what the core answers, which the core has written: complete, in UTF-8 and without spaces.
 *
 * What a program gives is read by [Read], which says in words what is wrong with it. An answer is read in this way,
 * in a third of the time: each type knows its members, and nothing is made but the values. Bytes stand beside the
 * JSON: their place holds the number of a buffer.
 */
internal class WireReader(private val json: ByteArray, private val buffers: List<ByteArray> = emptyList()) {
    private var at = 0
    private var depth = 0

    /** Takes the beginning of an object. */
    fun open() {
        begin('{')
    }

    /**
     * Takes the name of the next member and returns its place in a list, or the size of the list when it is not there;
     * -1 at the end of the object. Members are mostly in the order of the list, so the search begins after the place
     * that was returned before, from -1 on.
     */
    fun next(names: Array<ByteArray>, last: Int): Int {
        if (!more('}')) return -1
        val start = at + 1
        val end = skipText()
        take(':')
        var candidate = last
        repeat(names.size) {
            candidate = if (candidate + 1 < names.size) candidate + 1 else 0
            if (java.util.Arrays.equals(json, start, end, names[candidate], 0, names[candidate].size)) return candidate
        }
        return names.size
    }

    /** Returns the place of the member `type` of the object that comes next in a list, and stays before the object. */
    fun tag(union: String, tags: Array<ByteArray>): Int {
        val (start, level) = at to depth
        open()
        var found = next(TYPE, -1)
        while (found > 0) {
            skip()
            found = next(TYPE, found)
        }
        if (found < 0) throw wrong("$union without a type")
        val text = text().encodeToByteArray()
        at = start
        depth = level
        return tags.indexOfFirst(text::contentEquals)
    }

    /** Passes over a value of any kind. */
    fun skip() {
        var open = 0
        do {
            when (peek()) {
                '"'.code -> skipText()
                '{'.code, '['.code -> {
                    open++
                    at++
                }
                '}'.code, ']'.code -> {
                    open--
                    at++
                }
                END -> throw wrong("it ends too early")
                else -> if (open > 0) at++ else word()
            }
        } while (open > 0)
    }

    inline fun <T> optional(read: (WireReader) -> T): T? {
        if (peek() != 'n'.code) return read(this)
        word()
        return null
    }

    inline fun <T> list(read: (WireReader) -> T): List<T> {
        begin('[')
        val items = ArrayList<T>()
        while (more(']')) items.add(read(this))
        return items
    }

    inline fun <T> map(read: (WireReader) -> T): Map<String, T> {
        open()
        val members = LinkedHashMap<String, T>()
        while (more('}')) {
            val name = text()
            take(':')
            members[name] = read(this)
        }
        return members
    }

    fun text(): String {
        val start = at
        val end = skipText()
        // Escapes are rare enough to leave them to Gson.
        for (place in start + 1 until end) {
            if (json[place] == '\\'.code.toByte()) return JsonParser.parseString(String(json, start, at - start)).asString
        }
        return String(json, start + 1, end - start - 1, Charsets.UTF_8)
    }

    fun bool(): Boolean =
        when (word()) {
            "true" -> true
            "false" -> false
            else -> throw wrong("a boolean is expected")
        }

    fun int(): Long {
        val start = at
        skipWord()
        return short(start, places = 0)?.toLong() ?: String(json, start, at - start, Charsets.ISO_8859_1).toLongOrNull()
            ?: throw wrong("a whole number is expected")
    }

    fun float(): Double {
        val start = at
        skipWord()
        return short(start, places = Int.MAX_VALUE)
            ?: String(json, start, at - start, Charsets.ISO_8859_1).toDoubleOrNull()
            ?: throw wrong("a number is expected")
    }

    fun decimal(): BigDecimal = text().toBigDecimalOrNull() ?: throw wrong("a decimal number is expected")

    fun date(): LocalDate = timely(::day)

    fun time(): LocalTime = timely(LocalTime::parse)

    fun dateTime(): LocalDateTime = timely(LocalDateTime::parse)

    fun timestamp(): Instant = timely(Instant::parse)

    fun buffer(): ByteArray = buffers.getOrNull(int().toInt()) ?: throw wrong("bytes are expected")

    fun any(): JsonElement {
        val start = at
        skip()
        return JsonParser.parseString(String(json, start, at - start, Charsets.UTF_8))
    }

    fun unit() {
        skip()
    }

    /** Returns one of the entries of a choice. */
    fun <T> word(entries: List<T>, wire: (T) -> String): T {
        val text = text()
        return entries.find { wire(it) == text } ?: throw wrong("there is no such word")
    }

    /** The error for a member that must be there and is not. */
    fun missing(member: String): SecretariatException = wrong("$member is not there")

    /** The error for a variant that only another version knows. */
    fun unknown(union: String): SecretariatException = wrong("there is no such $union")

    /** Never says what stands in a document. */
    private fun wrong(words: String): SecretariatException =
        SecretariatException.Internal("the native library is of another version ($words)")

    private inline fun <T> timely(parse: (String) -> T): T =
        try {
            parse(text())
        } catch (_: DateTimeException) {
            throw wrong("a date or a time is expected")
        }

    fun peek(): Int = if (at < json.size) json[at].toInt() else END

    fun take(letter: Char) {
        if (peek() != letter.code) throw wrong("another kind of value is expected")
        at++
    }

    fun begin(letter: Char) {
        take(letter)
        if (++depth > DEEPEST) throw wrong("it is too deep")
    }

    /** Takes what stands before the next item, or the end. */
    fun more(end: Char): Boolean {
        when (peek()) {
            end.code -> {
                at++
                depth--
                return false
            }
            ','.code -> at++
            END -> throw wrong("it ends too early")
        }
        return true
    }

    /** Takes a number or a name. */
    fun word(): String {
        val start = at
        skipWord()
        return String(json, start, at - start, Charsets.ISO_8859_1)
    }

    private fun skipWord() {
        while (at < json.size && json[at] != COMMA && json[at] != BRACE && json[at] != BRACKET) at++
    }

    /**
     * Reads the number that was passed over. Its digits and its power of ten are both exact as floating-point numbers,
     * so that the one division rounds as it must (W. D. Clinger, "How to read floating point numbers accurately",
     * 1990); null for others, and for more places after the point.
     */
    private fun short(start: Int, places: Int): Double? {
        if (start == at || at - start > 16) return null
        var digits = 0L
        var fraction = -1
        for (place in start until at) {
            val byte = json[place].toInt()
            when {
                byte in '0'.code..'9'.code -> {
                    digits = digits * 10 + (byte - '0'.code)
                    if (fraction >= 0) fraction++
                }
                byte == '.'.code && fraction < 0 && places > 0 -> fraction = 0
                byte == '-'.code && place == start && at > start + 1 -> {}
                else -> return null
            }
        }
        if (digits > EXACT) return null
        val number = if (fraction > 0) digits / POWERS[fraction] else digits.toDouble()
        return if (json[start].toInt() == '-'.code) -number else number
    }

    /** Reads a date of four, two and two digits by itself, which is what the core writes for our era. */
    private fun day(text: String): LocalDate {
        if (text.length != 10 || text[4] != '-' || text[7] != '-') return LocalDate.parse(text)
        var number = 0
        for (place in intArrayOf(0, 1, 2, 3, 5, 6, 8, 9)) {
            if (text[place] !in '0'..'9') return LocalDate.parse(text)
            number = number * 10 + (text[place] - '0')
        }
        return LocalDate.of(number / 10_000, number / 100 % 100, number % 100)
    }

    /** Takes a string and returns the place of its last mark. */
    private fun skipText(): Int {
        take('"')
        while (at < json.size) {
            when (json[at++]) {
                MARK -> return at - 1
                BACKSLASH -> at++
            }
        }
        throw wrong("it ends too early")
    }

    companion object {
        /** Prepares the names of members. */
        fun names(vararg names: String): Array<ByteArray> = Array(names.size) { names[it].encodeToByteArray() }

        private val TYPE = names("type")
        private val POWERS = doubleArrayOf(
            1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        )
        private const val EXACT = 1L shl 53
        private const val END = -1
        private const val DEEPEST = 512
        private const val MARK = '"'.code.toByte()
        private const val BACKSLASH = '\\'.code.toByte()
        private const val COMMA = ','.code.toByte()
        private const val BRACE = '}'.code.toByte()
        private const val BRACKET = ']'.code.toByte()
    }
}
