package mydocker.linux;

/**
 * What {@link ChildProgram#startMonitored} has started.
 *
 * @param monitor our child, which goes through a {@link Routine}
 * @param process its child, in which execve has succeeded
 */
public record Monitored(Child monitor, ProcessId process) {}
