package io.secretariat

import com.sun.jna.Platform
import java.io.File
import java.nio.file.Files

private val NAME = if (Platform.isWindows()) "secretariat-parser.exe" else "secretariat-parser"

/** Returns the helper program that parses untrusted files, if the package carries it. */
internal fun parserProgram(): String? = found

/** It is unpacked once for the process. */
private val found: String? by lazy { besideLibrary() ?: unpacked() }

/** Looks where JNA looks for the native library first. */
private fun besideLibrary(): String? =
    System.getProperty("jna.library.path").orEmpty().split(File.pathSeparator)
        .filter(String::isNotEmpty).map { File(it, NAME) }.find { it.canExecute() }?.absolutePath

/** Unpacks it from the jar, where it lies beside the native library of the platform. */
private fun unpacked(): String? {
    val resource = SecretariatException::class.java.getResourceAsStream("/${Platform.RESOURCE_PREFIX}/$NAME") ?: return null
    val folder = Files.createTempDirectory("secretariat").toFile()
    val program = File(folder, NAME)
    // Files are removed in the reverse of this order when the process ends.
    folder.deleteOnExit()
    program.deleteOnExit()
    resource.use { from -> program.outputStream().use { from.copyTo(it) } }
    return program.takeIf { it.setExecutable(true) }?.absolutePath
}
