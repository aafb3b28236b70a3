package io.secretariat

import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import java.nio.file.Path
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.seconds

/** The repository. */
internal val ROOT: Path = Path.of(System.getProperty("secretariat.root")).toAbsolutePath().normalize()

/** Runs tests, counts them, and says which fail. */
internal class Tests {
    private var passed = 0
    private var failed = 0

    fun test(name: String, body: suspend () -> Unit) {
        try {
            runBlocking { withTimeout(60.seconds) { body() } }
            passed++
        } catch (thrown: Throwable) {
            failed++
            println("FAILED $name")
            println("  ${thrown.stackTraceToString().lines().take(12).joinToString("\n  ")}")
        }
    }

    /** Prints the count, and ends the process with it. */
    fun finish(): Nothing {
        println("$passed passed, $failed failed")
        exitProcess(if (failed == 0 && passed > 0) 0 else 1)
    }
}

fun main() {
    val tests = Tests()
    tests.surface()
    tests.input()
    tests.office()
    tests.components()
    tests.cancelling()
    tests.text()
    tests.vectors()
    tests.finish()
}

internal fun same(found: Any?, expected: Any?) {
    if (found != expected) throw AssertionError("expected $expected\n  found $found")
}

internal fun holds(condition: Boolean, what: () -> String = { "it does not hold" }) {
    if (!condition) throw AssertionError(what())
}

/** Asserts that a block fails with an exception of a class, whose message has a part. */
internal inline fun <reified E : Throwable> fails(part: String = "", block: () -> Any?): E {
    val thrown = try {
        AssertionError("expected ${E::class.simpleName}, got ${block()}")
    } catch (thrown: Throwable) {
        thrown
    }
    if (thrown !is E) throw AssertionError("expected ${E::class.simpleName}, got $thrown", thrown)
    holds(thrown.message.orEmpty().contains(part)) { "\"${thrown.message}\" lacks \"$part\"" }
    return thrown
}

internal const val NOTE = "Please pay EUR 1,200.50 by 31 March 2027."
