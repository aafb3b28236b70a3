package io.secretariat

import io.secretariat.native.NativeComponent
import io.secretariat.native.openOffice as openNative
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** What every office can do. */
public abstract class OfficeBase internal constructor(internal val calls: OfficeCalls) {
    /** Finishes what is being written and closes the office. Closing it twice changes nothing. */
    public suspend fun close() {
        calls.close()
    }

    /** Marks the end of [use] for the compiler; not for callers. */
    @PublishedApi
    internal suspend fun closeAnyway() {
        withContext(NonCancellable) { close() }
    }
}

/** Runs a block with the office and closes the office after it, whatever happens. */
public suspend inline fun <O : OfficeBase, T> O.use(block: (O) -> T): T {
    try {
        return block(this)
    } finally {
        closeAnyway()
    }
}

/** Opens an office with components by their places. */
internal suspend fun openOffice(components: List<Pair<String, Component?>>, give: Give): OfficeCalls = apart {
    val options = message("open") { to ->
        give(to)
        parserProgram()?.let { to.add("parser_program", json(it)) }
    }
    val given = HashMap<String, NativeComponent>()
    for ((place, component) in components) component?.let { given[place] = it }
    val opening = native { openNative(options, given) }
    try {
        OfficeCalls(native { opening.wait() })
    } finally {
        opening.destroy()
    }
}
