package io.secretariat

import com.google.gson.JsonElement
import com.google.gson.JsonParser
import io.secretariat.native.NativeComponent
import io.secretariat.native.NativeFailure
import io.secretariat.native.NativeMessage
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext

/** Components may block, so they get threads of their own: one that hangs takes none from the application. */
private val THREADS = Dispatchers.IO.limitedParallelism(64)

/** A component of the application, as the core calls it. */
internal abstract class Component(private val role: String) : NativeComponent {
    /** Calls a method with arguments from JSON, and writes its result as JSON. */
    abstract suspend fun answer(method: String, given: Read, write: Write): JsonElement

    fun unknown(method: String): SecretariatException = SecretariatException.Unsupported("the $role has no method $method")

    override suspend fun call(name: String, arguments: NativeMessage): NativeMessage =
        try {
            withContext(THREADS) {
                val given = Read(JsonParser.parseString(arguments.json.decodeToString()), arguments.buffers)
                val written = Write()
                val answer = answer(name, given, written)
                NativeMessage(answer.toString().encodeToByteArray(), written.buffers)
            }
        } catch (stopped: CancellationException) {
            // Nobody waits any more, unless the component itself ran out of its time.
            currentCoroutineContext().ensureActive()
            throw failure(stopped)
        } catch (thrown: Throwable) {
            // Errors too: the core would wait in vain for the answer of a component that ran out of stack.
            throw failure(thrown)
        }

    private fun failure(thrown: Throwable): NativeFailure =
        when (thrown) {
            is SecretariatException -> NativeFailure.Failed(thrown.code.wire, thrown.message, thrown.retryable)
            // A value that is none of its declared type: the compiler could not see it.
            is ClassCastException, is NullPointerException ->
                NativeFailure.Failed(ErrorKind.INVALID_INPUT.wire, thrown.toString(), false)
            else -> NativeFailure.Failed("", thrown.toString(), false)
        }
}
