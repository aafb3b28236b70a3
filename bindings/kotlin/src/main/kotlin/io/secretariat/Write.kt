package io.secretariat

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive
import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.LocalTime
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** Values as JSON, in the words of the core, with the bytes beside it. */
internal class Write {
    val buffers: MutableList<ByteArray> = ArrayList()

    fun json(value: String): JsonElement = JsonPrimitive(value)

    fun json(value: Boolean): JsonElement = JsonPrimitive(value)

    fun json(value: Long): JsonElement = JsonPrimitive(value)

    fun json(value: BigDecimal): JsonElement = JsonPrimitive(value.toPlainString())

    fun json(value: LocalDate): JsonElement = JsonPrimitive(day(value))

    fun json(value: LocalTime): JsonElement = JsonPrimitive(clock(value))

    fun json(value: LocalDateTime): JsonElement = JsonPrimitive(civil(value))

    fun json(value: Instant): JsonElement = JsonPrimitive("${civil(LocalDateTime.ofInstant(value, ZoneOffset.UTC))}Z")

    fun json(value: ByteArray): JsonElement {
        buffers.add(value)
        return JsonPrimitive(buffers.size - 1)
    }

    fun json(value: JsonElement): JsonElement = value

    /** JSON has no word for what is not finite. */
    fun float(value: Double, label: String): JsonElement =
        if (value.isFinite()) JsonPrimitive(value) else throw SecretariatException.InvalidInput("$label: expected a finite number")

    inline fun <T : Any> optional(value: T?, write: Write.(T) -> JsonElement): JsonElement =
        if (value == null) JsonNull.INSTANCE else write(value)

    inline fun <T> list(values: List<T>, write: Write.(T) -> JsonElement): JsonElement =
        JsonArray(values.size).also { to -> values.forEach { to.add(write(it)) } }

    inline fun <T> map(values: Map<String, T>, write: Write.(T) -> JsonElement): JsonElement =
        JsonObject().also { to -> values.forEach { (key, value) -> to.add(key, write(value)) } }

    private fun civil(value: LocalDateTime): String = "${day(value.toLocalDate())}T${clock(value.toLocalTime())}"

    // As the core writes times: with seconds, and with as few digits after them as needed.
    private fun clock(value: LocalTime): String = DateTimeFormatter.ISO_LOCAL_TIME.format(value)

    // The core writes years before the year 0 with six digits.
    private fun day(value: LocalDate): String =
        if (value.year >= 0) value.toString() else "-%06d-%02d-%02d".format(-value.year, value.monthValue, value.dayOfMonth)
}
