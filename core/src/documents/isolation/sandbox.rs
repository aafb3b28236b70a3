//! What the helper takes away from itself before it reads an untrusted file.
//!
//! On every Unix: limits of memory, CPU time, open files, written bytes and processes. On Linux also a
//! seccomp filter that refuses sockets, new programs, files by name, and tracing. Elsewhere the limits
//! alone hold.

use crate::settings::Limits;

/// What the program, its stack, its allocator and one answer need beside the limits, in bytes.
#[cfg(unix)]
const BASELINE: u64 = 384 << 20;

/// Sets the limits of this process. They can only be lowered afterwards.
#[cfg(unix)]
pub(super) fn limit(limits: &Limits) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let memory =
        limits.memory_bytes.saturating_add(limits.file_bytes.saturating_mul(2)).saturating_add(BASELINE);
    // The host restarts a helper after half of a file's time, so each file has at least its whole time.
    let seconds = (limits.cpu_millis.saturating_mul(3) / 2).div_ceil(1_000).max(1);
    let wanted = [
        (Resource::As, memory),
        (Resource::Cpu, seconds),
        (Resource::Nofile, 16),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        // The one thread that parses runs already.
        (Resource::Nproc, 0),
    ];
    for (resource, most) in wanted {
        // A limit the system does not know leaves the others in force.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

/// There are no such limits here: the budgets of the parsers hold alone.
#[cfg(not(unix))]
pub(super) fn limit(_: &Limits) {}

/// Refuses the system calls that a parser never needs; says whether the filter is in force.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub(super) fn filter() -> bool {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};
    let mut refused = vec![
        libc::SYS_accept4,
        libc::SYS_bind,
        libc::SYS_bpf,
        libc::SYS_connect,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_io_uring_setup,
        libc::SYS_linkat,
        libc::SYS_listen,
        libc::SYS_mkdirat,
        libc::SYS_mknodat,
        libc::SYS_mount,
        libc::SYS_openat,
        libc::SYS_openat2,
        libc::SYS_pidfd_open,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_ptrace,
        libc::SYS_renameat2,
        libc::SYS_sendmsg,
        libc::SYS_sendto,
        libc::SYS_setns,
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_symlinkat,
        libc::SYS_unlinkat,
        libc::SYS_unshare,
    ];
    #[cfg(target_arch = "x86_64")]
    refused.extend([
        libc::SYS_creat,
        libc::SYS_fork,
        libc::SYS_link,
        libc::SYS_mkdir,
        libc::SYS_open,
        libc::SYS_rename,
        libc::SYS_rmdir,
        libc::SYS_symlink,
        libc::SYS_unlink,
        libc::SYS_vfork,
    ]);
    let Ok(architecture) = std::env::consts::ARCH.try_into() else { return false };
    let rules = refused.into_iter().map(|call| (call, Vec::new())).collect();
    let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let program = SeccompFilter::new(rules, SeccompAction::Allow, refuse, architecture)
        .and_then(TryInto::<BpfProgram>::try_into);
    program.is_ok_and(|program| apply_filter(&program).is_ok())
}

/// There is no such filter here.
#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(super) fn filter() -> bool {
    false
}
