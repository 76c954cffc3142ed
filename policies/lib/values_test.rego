package provost.lib.values_test

import rego.v1

import data.provost.lib.values

test_true_as_people_write_it if {
	values.is_true(true)
	values.is_true("true")
	values.is_true("1")
	not values.is_true(false)
	not values.is_true("yes")
	not values.is_true(null)
}

test_false_as_people_write_it if {
	values.is_false(false)
	values.is_false("false")
	not values.is_false(true)
	not values.is_false(null)
}

test_absent_is_neither if {
	attributes := {"other": 1}
	not values.is_true(attributes.flag)
	not values.is_false(attributes.flag)
	not values.present(attributes.flag)
}

test_numbers if {
	values.number(7) == 7
	values.number("7") == 7
	values.number("-1") == -1
	not values.number("seven")
	not values.number(null)
	not values.number("")
}

test_present if {
	values.present("x")
	values.present(0)
	values.present(false)
	not values.present("")
	not values.present(null)
}

test_lists if {
	values.as_list(["a"]) == ["a"]
	values.as_list("a") == ["a"]
	values.as_list({"a": 1}) == [{"a": 1}]
	values.as_list(null) == []
}
