package io.secretariat

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import java.math.BigDecimal
import java.time.DateTimeException
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.LocalTime

/**
 * A value of JSON that is being read, with the place where it stands, which errors name.
 *
 * Bytes stand beside the JSON: their place holds the number of a buffer.
 */
internal class Read(
    private val json: JsonElement?,
    private val buffers: List<ByteArray> = emptyList(),
    private val name: String = "",
    private val above: Read? = null,
) {
    /** Returns the place of a member, which may be absent. */
    operator fun get(member: String): Read = Read(members()[member], buffers, member, this)

    /** Refuses members that nobody reads. */
    fun only(vararg known: String) {
        for (member in members().keySet()) {
            if (member !in known) throw SecretariatException.InvalidInput("${get(member).path()}: there is no such field")
        }
    }

    /** Returns what tells the variants of a union apart. */
    fun tag(): String = get("type").text()

    fun unknownTag(vararg known: String): SecretariatException = get("type").wrong("one of ${known.joinToString()}")

    fun text(): String = primitive { it.isString }?.asString ?: throw wrong("a string")

    fun bool(): Boolean = primitive { it.isBoolean }?.asBoolean ?: throw wrong("a boolean")

    fun int(): Long = primitive { it.isNumber }?.asString?.toLongOrNull() ?: throw wrong("a whole number")

    fun float(): Double = primitive { it.isNumber }?.asDouble ?: throw wrong("a number")

    fun decimal(): BigDecimal =
        primitive { it.isString || it.isNumber }?.asString?.toBigDecimalOrNull() ?: throw wrong("a decimal number")

    fun date(): LocalDate = timely("a date, such as 2026-03-02", LocalDate::parse)

    fun time(): LocalTime = timely("a time, such as 09:00:00", LocalTime::parse)

    fun dateTime(): LocalDateTime = timely("a date and time, such as 2026-03-02T09:00:00", LocalDateTime::parse)

    fun timestamp(): Instant = timely("an instant, such as 2026-03-02T09:00:00Z", Instant::parse)

    fun buffer(): ByteArray =
        primitive { it.isNumber }?.asString?.toIntOrNull()?.let(buffers::getOrNull) ?: throw wrong("bytes")

    fun any(): JsonElement = json ?: throw wrong("a value of JSON")

    fun unit() {
        if (json?.isJsonNull == false) throw wrong("nothing")
    }

    /** Returns one of the entries of a choice. */
    fun <T> word(entries: List<T>, wire: (T) -> String): T {
        val text = primitive { it.isString }?.asString
        return entries.find { wire(it) == text } ?: throw wrong("one of ${entries.joinToString(transform = wire)}")
    }

    inline fun <T> optional(read: (Read) -> T): T? = if (json == null || json.isJsonNull) null else read(this)

    /** Reads what may be left out, but is not null when it is there. */
    inline fun <T> or(missing: () -> T, read: (Read) -> T): T = if (json == null) missing() else read(this)

    inline fun <T> list(read: (Read) -> T): List<T> {
        val items = json as? JsonArray ?: throw wrong("a list")
        return items.mapIndexed { index, item -> read(Read(item, buffers, "[$index]", this)) }
    }

    inline fun <T> map(read: (Read) -> T): Map<String, T> = members().keySet().associateWith { read(get(it)) }

    private fun members(): JsonObject = json as? JsonObject ?: throw wrong("an object")

    private inline fun primitive(fits: (JsonPrimitive) -> Boolean): JsonPrimitive? = (json as? JsonPrimitive)?.takeIf(fits)

    private inline fun <T> timely(expected: String, parse: (String) -> T): T =
        try {
            parse(text())
        } catch (_: DateTimeException) {
            throw wrong(expected)
        }

    private fun path(): String {
        val start = above?.path().orEmpty()
        return if (start.isEmpty() || name.startsWith("[")) start + name else "$start.$name"
    }

    private fun wrong(expected: String): SecretariatException {
        // The kind of the value only: errors may be logged, and what documents say may not.
        val found = when {
            json == null -> "nothing"
            json.isJsonNull -> "null"
            json.isJsonObject -> "an object"
            json.isJsonArray -> "a list"
            json.asJsonPrimitive.isString -> "a string"
            json.asJsonPrimitive.isBoolean -> "a boolean"
            else -> "a number"
        }
        return SecretariatException.InvalidInput("${path().ifEmpty { "arguments" }}: expected $expected, got $found")
    }
}
