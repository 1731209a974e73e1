package mydocker.config;

/**
 * How a container lives, and ends.
 *
 * @param autoRemove whether it is removed when it has ended
 */
public record LifecycleSpec(boolean autoRemove) {}
