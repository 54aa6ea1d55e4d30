-- ids of this node that are gone, each with its ticket
for i = 7, #ARGV, 2 do
  take_out(ARGV[i], node, ARGV[i + 1])
end
return finish({'done'})
