# Reading values as providers and people write them: booleans and numbers as strings, one thing or
# a list of it, null for absent. An absent attribute makes every function here undefined.
package provost.lib.values

import rego.v1

# On, also when written as a string.
is_true(x) if x in {true, "true", "1"}

# Off, also when written as a string. Absent is neither on nor off: the provider's default decides.
is_false(x) if x in {false, "false", "0"}

# The number, also when written as a string.
number(x) := x if is_number(x)

number(x) := to_number(x) if {
	is_string(x)
	regex.match(`^-?[0-9]+(\.[0-9]+)?$`, x)
}

# Set to something: null and the empty string count as absent.
present(x) if {
	x != null
	x != ""
}

# The elements: a single value is a list of one, null a list of none.
as_list(x) := x if is_array(x)

as_list(x) := [] if x == null

as_list(x) := [x] if {
	not is_array(x)
	x != null
}
