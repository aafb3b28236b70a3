/** The fewest characters of a password; the server asks for as many. */
export const SHORTEST = 10;
