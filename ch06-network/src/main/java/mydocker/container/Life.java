package mydocker.container;

/**
 * How a container lives: what follows its end.
 *
 * @param autoRemove whether it is removed when it has ended
 */
public record Life(boolean autoRemove) {}
