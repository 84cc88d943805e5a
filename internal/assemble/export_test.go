package assemble

// Stated lends the tests of another package what makes accounts.
var Stated = account
