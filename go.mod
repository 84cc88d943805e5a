module jikenbo

go 1.26
