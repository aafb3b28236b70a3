package io.secretariat

import com.google.gson.JsonObject
import io.secretariat.native.InternalException
import io.secretariat.native.NativeAnswer
import io.secretariat.native.NativeCall
import io.secretariat.native.NativeFailure
import io.secretariat.native.NativeMessage
import io.secretariat.native.NativeOffice
import io.secretariat.native.callFunction
import io.secretariat.native.requestFunction
import io.secretariat.native.startFunction
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.MainCoroutineDispatcher
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import java.nio.ByteBuffer
import kotlin.coroutines.ContinuationInterceptor

/** Writes the arguments of a call into an object. */
internal typealias Give = Write.(JsonObject) -> Unit

/** Calls a function that is done at once. */
internal fun <T> callNow(name: String, read: (WireReader) -> T, give: Give): T {
    val arguments = message(name, give)
    val answer = native {
        if (arguments.buffers.isEmpty()) requestFunction(request(name, arguments.json)) else callFunction(name, arguments)
    }
    return result(name, answer, read)
}

/** Calls a function on a thread of the core. */
internal suspend fun <T> callSlowly(name: String, read: (WireReader) -> T, give: Give): T =
    answer(name, read) { startFunction(name, message(name, give)) }

/** The calls of an open office. */
internal class OfficeCalls(private val office: NativeOffice) {
    suspend fun <T> call(name: String, read: (WireReader) -> T, give: Give): T = apart {
        currentCoroutineContext().ensureActive()
        val arguments = message(name, give)
        val answer = native {
            if (arguments.buffers.isEmpty()) office.request(request(name, arguments.json)) else office.call(name, arguments)
        }
        when (answer) {
            is NativeAnswer.Done -> result(name, answer.message, read)
            is NativeAnswer.Later -> finish(name, answer.call, read)
        }
    }

    suspend fun <Event, Outcome> start(
        name: String,
        event: (WireReader) -> Event,
        outcome: (WireReader) -> Outcome,
        give: Give,
    ): OfficeJob<Event, Outcome> =
        apart { OfficeJob(name, native { office.start(name, message(name, give)) }, event, outcome) }

    fun view(name: String, give: Give): OfficeCalls = OfficeCalls(native { office.view(name, message(name, give)) })

    suspend fun close(): Unit = answer("close", WireReader::unit) { office.shutdown() }
}

/** Starts a call and waits for its result. A coroutine that is cancelled while it waits stops the call. */
internal suspend fun <T> answer(name: String, read: (WireReader) -> T, start: () -> NativeCall): T =
    apart { finish(name, native(start), read) }

private suspend fun <T> finish(name: String, call: NativeCall, read: (WireReader) -> T): T =
    try {
        result(name, native { call.wait() }, read)
    } finally {
        // Stops it too when the coroutine was cancelled before it began to wait.
        call.destroy()
    }

/**
 * Runs a call where it may keep its thread for a moment, and where a dispatcher takes it back from the core.
 *
 * A coroutine without a dispatcher, as in `suspend fun main`, would go on in the thread of the core that wakes it,
 * and the core needs its threads. A main thread draws an interface: calls are made and results are read elsewhere.
 */
internal suspend fun <T> apart(block: suspend () -> T): T {
    val context = currentCoroutineContext()
    val dispatcher = context[ContinuationInterceptor] as? CoroutineDispatcher
    val here = dispatcher !is MainCoroutineDispatcher && dispatcher?.isDispatchNeeded(context) == true
    return if (here) block() else withContext(Dispatchers.Default) { block() }
}

/** Runs native code, and says in typed exceptions what went wrong. */
internal inline fun <T> native(block: () -> T): T =
    try {
        block()
    } catch (failure: NativeFailure.Failed) {
        throw SecretariatException.of(failure.code, failure.reason, failure.retryable)
    } catch (failure: InternalException) {
        throw SecretariatException.Internal("the native library broke off: ${failure.message}")
    } catch (failure: LinkageError) {
        throw SecretariatException.Unsupported("the native library of Secretariat cannot be loaded here: $failure")
    }

/** Writes the message of a call. */
internal fun message(name: String, give: Give): NativeMessage {
    val write = Write()
    val json = JsonObject()
    try {
        write.give(json)
    } catch (wrong: ClassCastException) {
        // A cast that the compiler could not check, or a caller in Java.
        throw SecretariatException.InvalidInput("$name: a value of another type than declared (${wrong.message})")
    } catch (wrong: NullPointerException) {
        throw SecretariatException.InvalidInput("$name: null where a value is declared (${wrong.message})")
    }
    return NativeMessage(wellFormed(json.toString()).encodeToByteArray(), write.buffers)
}

/** Where requests lie that the library borrows while it is called: what it must take over costs more than the call. */
private val SPACE = ThreadLocal.withInitial { ByteBuffer.allocateDirect(16 * 1024) }

/** Writes a call without bytes as the library borrows it. */
private fun request(name: String, json: ByteArray): ByteBuffer {
    val head = "$name\n".encodeToByteArray()
    val size = head.size + json.size
    val space = SPACE.get().takeIf { it.capacity() >= size } ?: ByteBuffer.allocateDirect(size)
    return space.clear().put(head).put(json).flip()
}

/** Reads the result of a call. */
internal fun <T> result(name: String, message: NativeMessage, read: (WireReader) -> T): T =
    try {
        read(WireReader(message.json, message.buffers))
    } catch (wrong: SecretariatException.Internal) {
        throw SecretariatException.Internal("$name: ${wrong.message}")
    }

/** Half a surrogate pair is no text. The replacement keeps the count of characters, so spans stay right. */
private fun wellFormed(text: String): String {
    if (text.none(Char::isSurrogate)) return text
    val made = StringBuilder(text)
    var at = 0
    while (at < made.length) {
        val pair = made[at].isHighSurrogate() && at + 1 < made.length && made[at + 1].isLowSurrogate()
        if (!pair && made[at].isSurrogate()) made[at] = '\uFFFD'
        at += if (pair) 2 else 1
    }
    return made.toString()
}
