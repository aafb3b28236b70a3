package io.secretariat

import io.secretariat.native.NativeJob
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** Long work in the background: follow its events, and wait for its outcome. */
public class OfficeJob<out Event, out Outcome> internal constructor(
    private val name: String,
    private val job: NativeJob,
    private val event: (WireReader) -> Event,
    private val outcome: (WireReader) -> Outcome,
) {
    /** The id, by which `documents.job` follows the work again, later or in another process. */
    public val id: JobId get() = JobId(job.id())

    /**
     * Follows the events; the flow ends with the work. It may be collected as often as wanted.
     * @param after Leaves out this many events; 0 starts at the beginning.
     */
    public fun events(after: Long = 0): Flow<Event> = flow {
        if (after < 0) throw SecretariatException.InvalidInput("after: expected 0 or more, got $after")
        var sequence = after.toULong()
        while (true) {
            val next = answer(name, { it.optional(event) }) { job.event(sequence) } ?: break
            sequence++
            emit(next)
        }
    }

    /** Waits until the work is done. Cancelling the wait leaves the work running: see [cancel]. */
    public suspend fun await(): Outcome = answer(name, outcome) { job.outcome() }

    /** Stops the work; what is stored stays. */
    public fun cancel() {
        job.cancel()
    }
}
